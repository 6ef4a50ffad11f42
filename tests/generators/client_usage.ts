// What the client of @hey-api/openapi-ts must allow, and must not. It is compiled, never run; see types_usage.ts.

import { deleteArticle, getProfile, listArticles, publishArticle, registerUser } from "./client";

export async function publish(title: string): Promise<string> {
  const { data, error } = await publishArticle({ body: { article: { title, description: title, body: title } } });
  return data === undefined ? error.code : `${data.article.slug} ${data.article.tagList.join(" ")}`;
}

export async function register(username: string): Promise<string> {
  const { error } = await registerUser({ body: { user: { username, email: "jake@example.test", password: "jakejake" } } });
  switch (error?.code) {
    case undefined:
      return "Welcome.";
    case "email_taken":
    case "username_taken":
      return "There is such an account.";
    case "invalid":
    case "body_not_json":
    case "body_too_large":
    case "body_type_unsupported":
      return "This program is wrong.";
    case "internal":
    case "unavailable":
      return "Try again later.";
  }
}

export async function bioOf(username: string): Promise<string | null> {
  const { data } = await getProfile({ path: { username }, throwOnError: true });
  return data.profile.bio;
}

export async function titles(): Promise<string[]> {
  const { data } = await listArticles({ throwOnError: true });
  return data.articles.map((article) => article.title);
}

// @ts-expect-error: an article is found by its slug.
export const deleteAnything = () => deleteArticle();

export async function isAboutComment(slug: string): Promise<boolean> {
  const { error } = await deleteArticle({ path: { slug } });
  // @ts-expect-error: an article is deleted, not a comment.
  return error?.code === "comment_not_found";
}
