"""The pages of docs/ that are written from the code, never by hand: `./dev docs`."""
