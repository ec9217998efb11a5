"""The year plan, the term summary and the squad summary as papers, made of the records of the moment (S42, S45)."""
