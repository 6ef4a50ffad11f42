"""The columns of profiles."""

from app.db_models import User
from contract.tables import Tie
from schemas import profiles

TIES = (Tie(struct=profiles.Profile, table=User, computed={"following": "the existence of a row of follows"}),)

HANDLED = {"pk_follows": "Repository.add_unless_exists ignores an existing follow"}
