"""What every template can say and draw: words, and the vocabulary of pictures, each made once."""
