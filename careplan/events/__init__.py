"""What happens in a child's life, and what the school does about it: events, playbooks, plans of help, alarms."""
