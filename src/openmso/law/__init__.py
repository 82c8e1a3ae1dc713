"""The law pack: dated, cited statements of law, read strictly, and the law book made of them."""
