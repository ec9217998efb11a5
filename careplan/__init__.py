"""careplan: a primary school's yearly plan for the psychological care of left-behind children, made to run."""
