"""Files and folders into Documents."""
