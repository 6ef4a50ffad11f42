// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

/** The name of the application. */
export const TITLE: string = 'Conduit'

/** The purpose of the application, in a sentence. */
export const DESCRIPTION: string = 'A publishing community: users, articles, comments, favourites, tags and follows.'
