"""What makes the Teff kernel at home in Jupyter: a Pygments lexer and papermill's translator."""
