"""Passing on (C37): who may be told what of a child, by consent or law, previewed word by word, and called back."""
