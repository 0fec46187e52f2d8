"""The commands of policy-tracker sources, and the editing of config.toml they need."""
