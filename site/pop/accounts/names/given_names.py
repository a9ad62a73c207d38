"""Common given names, to notice when somebody is about to use their own. A short list: it warns, it does not prove."""

_NAMES = """
adam ahmad ahmed aisha alan alex alexander ali alice amina amir ana andrea andrew anna anthony antonio aya ayesha
benjamin bilal brian carlos carmen carol caroline catherine charles chloe chris christian christopher clara daniel
david diana diego edward elena elizabeth emily emma eric eva fatima fatma fernando francesca francisco gabriel george
grace habiba hamza hanna hannah hassan hussein ibrahim ines isabel ivan jack jacob james jan jane jean jennifer jessica
joao john jonathan jose joseph joshua juan julia julie justin karen kareem karim kate katherine kevin khadija khaled
laila laura layla leila leo lina linda lisa lucas lucia luis luke maha maria mariam marie mark marta martin mary
maryam matthew michael miguel mohamed mohammad mohammed muhammad mustafa nadia nancy natalia nicholas nicole noah
noor nour olivia omar oscar pablo patricia patrick paul paula pedro peter rachel rana rebecca ricardo richard robert
ryan salma sam samira samuel sara sarah sebastian sofia sophia sophie stephen steven susan tariq thomas victor victoria
vincent william yasmin youssef yusuf zahra zainab zara
أحمد محمد علي عمر حسن حسين خالد يوسف إبراهيم مصطفى محمود كريم طارق سعيد سامي فاطمة مريم عائشة زينب سارة ليلى نور سلمى
ياسمين هدى رنا آية خديجة أمينة بلال لينا
"""
GIVEN_NAMES = frozenset(_NAMES.split())
