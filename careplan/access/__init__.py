"""Who may do and see what: roles, the policy of every route, whose children a person may see. Pure, readable by a principal."""
