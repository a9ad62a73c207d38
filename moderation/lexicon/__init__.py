"""The lexicon at work: tried on the last 30 days before it goes live, and taken into use by every process."""
