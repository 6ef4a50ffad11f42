import { exposeSession } from './debug'

exposeSession()
