"""Directors, agreements, delegations, protocols, orders and the oversight that was done."""
