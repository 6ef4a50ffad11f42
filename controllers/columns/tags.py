"""The columns of tags."""

from app.db_models import ArticleTag
from contract.tables import Tie
from schemas import tags

# A trigger copies article_tags.tag to counts.key.
TIES = (Tie(struct=tags.TagsResponse, columns={"tags": ArticleTag.tag}),)
