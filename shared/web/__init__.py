"""What every page and every API of Doorstart shares: layout, components, problems, headers, health."""
