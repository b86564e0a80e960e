//! What is in deploy/ fits the program and the rest of the repository.
