"""What `./dev` does, with the Python standard library alone: it runs before anything is installed.

Read `commands.py` first; each other module is one room: the machine (`system`), the virtual environment
(`environment`), the front-end files (`assets`), PostgreSQL (`postgres`), the broker (`broker`), both together
(`services`), the processes of the site (`supervisor`, `site`) and the checks (`checks`).
"""
