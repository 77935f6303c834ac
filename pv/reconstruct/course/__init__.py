"""The courses of the randomised subjects, where a facts file names them."""
