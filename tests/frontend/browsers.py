"""What the browsers of November 2021 know: Chrome 96, Firefox 94, Safari 15.1, the oldest POP works in.

A list of what they know, not of what they do not: a word that stands on no list fails the check, and whoever wrote it
looks it up. What one of them lacks may be used where leaving it out does no harm; then it stands in `WITHOUT_HARM` with
the first version of each browser that knows it ("-": none yet) and with what happens without it.
"""

from typing import NamedTuple


class Younger(NamedTuple):
    """Something that not all of those browsers know."""

    chrome: str
    firefox: str
    safari: str
    without: str  # what somebody sees who does not have it


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROPERTIES = _words("""
align-content align-items align-self aspect-ratio background background-color background-image block-size border
border-block border-block-end border-block-start border-block-start-style border-collapse border-color
border-end-end-radius border-end-start-radius border-inline border-inline-end border-inline-start
border-inline-start-color border-radius border-spacing border-start-end-radius border-start-start-radius
border-style border-width bottom box-shadow box-sizing break-after break-before break-inside caption-side clip-path
color column-gap columns content counter-increment counter-reset cursor direction display fill fill-opacity filter
flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family
font-feature-settings font-size font-style font-variant font-variant-numeric font-weight gap grid-area
grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-row grid-template-areas grid-template-columns
grid-template-rows height inline-size inset inset-block inset-block-end inset-block-start inset-inline
inset-inline-end inset-inline-start isolation justify-content justify-items justify-self letter-spacing line-height
list-style list-style-type margin margin-block margin-block-end margin-block-start margin-inline margin-inline-end
margin-inline-start max-block-size max-height max-inline-size max-width min-block-size min-height min-inline-size
min-width object-fit object-position opacity order outline outline-color outline-offset outline-style outline-width
overflow overflow-wrap overflow-x overflow-y padding padding-block padding-block-end padding-block-start
padding-inline padding-inline-end padding-inline-start place-content place-items place-self pointer-events position
resize row-gap scroll-margin-block scroll-padding-block stroke stroke-dasharray stroke-linecap stroke-linejoin
stroke-opacity stroke-width tab-size table-layout text-align text-anchor text-decoration text-decoration-color
text-decoration-style text-decoration-thickness text-indent text-overflow text-shadow text-transform
text-underline-offset top transform transform-origin transition unicode-bidi vertical-align visibility white-space
width will-change word-break word-spacing z-index -webkit-text-size-adjust
""")
PSEUDO = _words("""
active after any-link before checked default disabled empty enabled first-child first-letter first-line
first-of-type focus focus-within hover indeterminate invalid is lang last-child last-of-type link not nth-child
nth-last-child nth-of-type only-child only-of-type optional placeholder read-only read-write required root selection
target valid visited where -webkit-details-marker
""")
FUNCTIONS = _words("""
attr blur brightness calc clamp contrast counter cubic-bezier fit-content format grayscale hsl hsla inset lang
linear-gradient max min minmax not opacity radial-gradient repeat rgb rgba rotate scale scalex scaley sepia
translate translatex translatey url var is where
""")
AT_RULES = {"media", "supports", "font-face", "page", "keyframes", "charset"}
MEDIA = _words("""
any-hover any-pointer hover pointer max-height max-width min-height min-width orientation prefers-color-scheme
prefers-reduced-motion
""")
UNITS = {"px", "rem", "em", "ch", "ex", "fr", "deg", "s", "ms", "vh", "vw", "vmin", "vmax", "%"}

WITHOUT_HARM = {
    "accent-color": Younger("93", "92", "15.4", "boxes in the browser's own colour"),
    "color-scheme": Younger("81", "96", "13", "bars for scrolling, and empty fields, in light colours"),
    "overflow-anchor": Younger("56", "66", "-", "a list may jump a little while it grows"),
    "overscroll-behavior": Younger("63", "59", "16", "at the end of a list the page goes on scrolling"),
    "text-wrap": Younger("114", "121", "17.5", "the last line of a heading may be one word"),
    ":focus-visible": Younger("86", "85", "15.4", "the rule is dropped whole: a ring also after a click"),
    "prefers-contrast": Younger("96", "101", "14.1", "high contrast is chosen on /display/"),
    "forced-colors": Younger("89", "81", "16", "the browser's own colours are taken without our help"),
    "align-content: center in a list-item": Younger("123", "125", "17.4", "the words stand at the top of their line"),
}
# Where the line before says the same in older words.
AFTER_AN_OLDER_LINE = {
    "dvh": Younger("108", "101", "15.4", "a page as high as the window without its bars"),
    "anywhere": Younger("80", "65", "15.4", "long words break later"),
    "match-parent": Younger("-", "40", "15.4", "words in another direction keep to their own side"),
}
# Values that are words, and would be dropped with their whole declaration or rule.
YOUNG_VALUES = {
    "subgrid": r"\bsubgrid\b",
    "overflow: clip": r"overflow(?:-\w+)?:\s*clip",
    "relative colours": r"\bfrom var\(",
    "math in colours": r"\bin ok(?:lch|lab)\b",
    "range syntax in media queries": r"@media[^{]*[<>]",
    "nesting": r"\{[^{}]*&",
    "revert-layer": r"\brevert-layer\b",
    "display: contents": r"display:\s*contents",  # known, but hidden from screen readers by Safari until 17
    "an image in AVIF": r"\.avif\b",
}

ELEMENTS = _words("""
a abbr address article aside b bdi bdo blockquote body br button caption cite code col colgroup data datalist dd del
details dfn div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i
iframe img input ins kbd label legend li link main mark meta meter nav noscript object ol optgroup option output p
picture pre progress q rp rt ruby s samp script section select small source span strong style sub summary sup table
tbody td template textarea tfoot th thead time title tr track u ul var video wbr svg g path rect circle ellipse line
polyline polygon text tspan defs pattern use symbol clippath lineargradient stop
""")
# Attributes that a page could lean on. Others are left out without harm (loading, decoding, fetchpriority).
YOUNG_ATTRIBUTES = {
    "popover": Younger("114", "125", "17", "what should open lies open"),
    "popovertarget": Younger("114", "125", "17", "the button does nothing"),
    "command": Younger("135", "144", "26.2", "the button does nothing"),
    "commandfor": Younger("135", "144", "26.2", "the button does nothing"),
    "inert": Younger("102", "112", "15.5", "what should be out of reach is reached"),
    "shadowrootmode": Younger("111", "123", "16.4", "nothing is shown"),
    "blocking": Younger("105", "-", "18.2", "a script runs later than it should"),
}

SCRIPTS = {
    # in its own words: (what stands in the code, first version of each)
    "[].at()": (r"\.at\(", "92", "90", "15.4"),
    "structuredClone": (r"\bstructuredClone\b", "98", "94", "15.4"),
    "crypto.randomUUID": (r"\brandomUUID\b", "92", "95", "15.4"),
    "AbortSignal.timeout": (r"\bAbortSignal\b", "103", "100", "16"),
    "FormData with a button": (r"\bnew FormData\([^()]+,", "112", "111", "16.4"),
    "Object.hasOwn": (r"\bhasOwn\b", "93", "92", "15.4"),
    "findLast": (r"\.findLast(?:Index)?\(", "97", "104", "15.4"),
    "copies of arrays": (r"\.(?:toSorted|toReversed|toSpliced|with)\(", "110", "115", "16"),
    "groupBy": (r"\bgroupBy\b", "117", "119", "17.4"),
    "withResolvers": (r"\bwithResolvers\b", "119", "121", "17.4"),
    "Array.fromAsync": (r"\bfromAsync\b", "121", "115", "16.4"),
    "operations on sets": (
        r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(",
        "122",
        "127",
        "17",
    ),
    "the cause of an error": (r"\bcause:", "93", "91", "15"),
    "static blocks": (r"\bstatic\s*\{", "94", "93", "16.4"),
    "await outside functions": (r"(?m)^(?:const .* = )?await\b", "89", "89", "15"),
    "looking behind in patterns": (r"\(\?<[=!]", "62", "78", "16.4"),
    "flags of patterns": (r"/[gimsuy]*[dv][gimsuy]*(?=[.,;)\]])", "112", "116", "17"),
    "dialogs": (r"\bshowModal\b", "37", "98", "15.4"),
    "popovers": (r"\b(?:showPopover|togglePopover|hidePopover)\b", "114", "125", "17"),
    "inert": (r"\.inert\b", "102", "112", "15.5"),
    "sheets made by scripts": (r"\badoptedStyleSheets\b|\breplaceSync\b", "73", "101", "16.4"),
    "checkVisibility": (r"\bcheckVisibility\b", "105", "106", "17.4"),
    "scrollend": (r"[\"']scrollend[\"']", "114", "109", "26.2"),
    "idle callbacks": (r"\brequestIdleCallback\b", "47", "55", "-"),
    "locks": (r"navigator\.locks\b", "69", "96", "15.4"),
    "BroadcastChannel": (r"\bBroadcastChannel\b", "54", "38", "15.4"),
    "views in transition": (r"\bstartViewTransition\b", "111", "144", "18"),
    "navigation API": (r"\bnavigation\.(?:navigate|addEventListener)\b", "102", "147", "26.2"),
    "URL.canParse": (r"\bcanParse\b", "120", "115", "17"),
    "Intl of today": (r"\bIntl\.(?:DurationFormat|Segmenter)\b|\bsupportedValuesOf\b", "129", "136", "16.4"),
    "import maps": (r"importmap", "89", "108", "16.4"),
    "files imported as something else": (r"\bwith\s*\{\s*type:|\bassert\s*\{\s*type:", "123", "138", "17.2"),
    "event.submitter": (r"\.submitter\b", "81", "75", "15.4"),
    "passkeys as JSON": (r"\bparse(?:Creation|Request)OptionsFromJSON\b", "129", "119", "18.4"),
}
# Young, and used where the next words say what to do without it.
ASKED_BEFORE = {
    "event.submitter": r"\.submitter \?\? ",
    "passkeys as JSON": r"\?\.parseRequestOptionsFromJSON\) return",
}
