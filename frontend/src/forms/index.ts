export { check, type FormErrors, formErrorsOf, type MessagesByField, toSentences } from './errors'
export { type Field, type Fields, inputProps, wordsOf } from './fields'
export { useSubmission } from './useSubmission'
