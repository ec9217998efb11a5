"""Who may do and see what: roles, the policy of every route, whose children one sees. Pure, readable by a principal."""
