"""The columns of accounts."""

from app.db_models import User
from contract.tables import Tie
from schemas import users

HASHED = "password_hash is an Argon2id hash of the password"

TIES = (
    Tie(struct=users.User, table=User, computed={"token": "signed by app/auth/tokens.py, and not stored"}),
    Tie(
        struct=users.NewUser,
        table=User,
        use="insert",
        computed={"password": HASHED},
        derived={
            "username_key": "User.set_key derives the key from the username",
            "email_key": "User.set_key derives the key from the e-mail address",
            "password_hash": HASHED,
        },
    ),
    Tie(struct=users.UserChanges, table=User, computed={"password": HASHED}),
    Tie(struct=users.Credentials, table=User, use="select", computed={"password": HASHED}),
)
