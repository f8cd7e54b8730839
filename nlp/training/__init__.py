"""How the recogniser of names is made: texts to learn from, and the loop. Nothing here runs when documents are read."""
