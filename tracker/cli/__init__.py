"""Commands of the domain and what all commands share: options, the console, exit codes."""
