export { check, type FormErrors, formErrorsOf, type MessagesByField, toSentences } from './errors'
export { type Field, type Fields, inputProps } from './fields'
export { useSubmission } from './useSubmission'
