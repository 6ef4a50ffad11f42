// What the types of openapi-typescript must allow, and must not. It is compiled, never run.
//
// The line below `@ts-expect-error` must be an error: where the contract becomes too loose, the compiler complains that
// it is none.

import type { components, operations } from "./schema";

type Schemas = components["schemas"];
type Responses<Id extends keyof operations> = operations[Id]["responses"];
type Json<Response> = Response extends { content: { "application/json": infer Body } } ? Body : never;
type Success = 200 | 201 | 204;

/** What an operation answers when it refuses. */
type Refusal<Id extends keyof operations> = {
  [Status in keyof Responses<Id>]: Status extends Success ? never : Json<Responses<Id>[Status]>;
}[keyof Responses<Id>];

/** What an operation answers with this status. */
type Answer<Id extends keyof operations, Status extends keyof Responses<Id>> = Json<Responses<Id>[Status]>;

// Requests ------------------------------------------------------------------------------------------------------------

const title = "How to train your dragon";
const description = "Ever wonder how?";
const body = "It takes a **Jacobian**.";

export const withoutTags: Schemas["NewArticleRequest"] = { article: { title, description, body } };
export const withTags: Schemas["NewArticleRequest"] = { article: { title, description, body, tagList: ["dragons"] } };

// @ts-expect-error: a title is needed.
export const withoutTitle: Schemas["NewArticleRequest"] = { article: { description, body } };

// @ts-expect-error: there is no such field.
export const misspelt: Schemas["NewArticleRequest"] = { article: { title, description, body, tags: ["dragons"] } };

// @ts-expect-error: null is no list of tags.
export const nullTags: Schemas["NewArticleRequest"] = { article: { title, description, body, tagList: null } };

export const noChange: Schemas["UserChangesRequest"] = { user: {} };
export const noBio: Schemas["UserChangesRequest"] = { user: { bio: null } };
export const newBio: Schemas["UserChangesRequest"] = { user: { bio: "I train dragons." } };

// @ts-expect-error: nobody is without a username.
export const noUsername: Schemas["UserChangesRequest"] = { user: { username: null } };

// @ts-expect-error: what stays is absent, not undefined.
export const undefinedUsername: Schemas["UserChangesRequest"] = { user: { username: undefined } };

export const allArticles: operations["listArticles"]["parameters"] = {};
export const someArticles: operations["listArticles"]["parameters"] = { query: { tag: "dragons", limit: 5 } };

// @ts-expect-error: a limit is a number.
export const oddArticles: operations["listArticles"]["parameters"] = { query: { limit: "5" } };

// @ts-expect-error: an article is found by its slug.
export const noSlug: operations["getArticle"]["parameters"]["path"] = {};

// Responses -----------------------------------------------------------------------------------------------------------

export function headline({ article }: Answer<"publishArticle", 201>): string {
  const written = new Date(article.createdAt).toLocaleDateString();
  const tags = article.tagList.map((tag) => `#${tag}`).join(" ");
  return `${article.title} by ${article.author.username}, ${written}, ${article.favoritesCount.toFixed()} ${tags}`;
}

export function summary(page: Answer<"listArticles", 200>): string {
  return `${page.articlesCount.toFixed()} articles, first ${page.articles[0]?.title.trim() ?? "none"}`;
}

// @ts-expect-error: articles in lists have no body.
export const bodyOf = (page: Answer<"listArticles", 200>) => page.articles.map((article) => article.body);

export const bioOf = ({ profile }: Answer<"getProfile", 200>): string | null => profile.bio;

// @ts-expect-error: a bio may be null.
export const lengthOf = ({ profile }: Answer<"getProfile", 200>): number => profile.bio.length;

// @ts-expect-error: a server always sends the bio.
export const withoutBio: Schemas["Profile"] = { username: "jake", image: null, following: false };

// @ts-expect-error: nothing follows a 204.
export const nothing: Answer<"deleteArticle", 204> = { article: {} };

// Refusals ------------------------------------------------------------------------------------------------------------

export function reasons(refusal: Refusal<"registerUser">): string {
  const requestId: string = refusal.requestId;
  return `${refusal.errors["username"]?.join(", ") ?? "nothing about the username"} (${requestId})`;
}

export function explain(refusal: Refusal<"registerUser">): string {
  switch (refusal.code) {
    case "email_taken":
      return "Log in instead.";
    case "username_taken":
      return "Choose another name.";
    case "invalid":
      return Object.keys(refusal.errors).join(", ");
    case "body_not_json":
    case "body_too_large":
    case "body_type_unsupported":
      return "This program is wrong.";
    case "internal":
    case "unavailable":
      return "Try again later.";
  }
}

// @ts-expect-error: `username_taken` is not handled, so that the function may end without a string.
export function explainTooLittle(refusal: Refusal<"registerUser">): string {
  switch (refusal.code) {
    case "email_taken":
      return "Log in instead.";
    case "invalid":
      return Object.keys(refusal.errors).join(", ");
    case "body_not_json":
    case "body_too_large":
    case "body_type_unsupported":
      return "This program is wrong.";
    case "internal":
    case "unavailable":
      return "Try again later.";
  }
}

// @ts-expect-error: whoever registers is not refused for an article.
export const isAboutArticle = (refusal: Refusal<"registerUser">) => refusal.code === "article_not_found";

export const conflict = (refusal: Answer<"registerUser", 409>): "email_taken" | "username_taken" => refusal.code;
export const forbidden = (refusal: Answer<"deleteArticle", 403>): "article_forbidden" => refusal.code;

// @ts-expect-error: a comment is missing, or its article is.
export const missing = (refusal: Answer<"deleteComment", 404>): "comment_not_found" => refusal.code;
