"""A walk from plan to plan: sessions are moved, exchanged, staffed anew, ever more carefully as it grows colder.

`tables` puts a problem into one array of whole numbers, `state` a plan into another; `sessions`, `picks`, `moves` and
`walk` are compiled. Structure always holds; the rules that a plan still breaks are counted and weigh heavily.
"""
