"""Train the network of substance: whether something moved in substance between two sentences."""
