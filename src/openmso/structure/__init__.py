"""Organizations, owners, officers, sites, menus, registrations and management agreements."""
