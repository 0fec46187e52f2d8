"""An invented ministry, served on loopback and followed over two years."""
