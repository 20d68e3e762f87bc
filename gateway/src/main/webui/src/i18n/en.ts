import { amendments } from './en/amendments';
import { casebook } from './en/casebook';
import { committee } from './en/committee';
import { data } from './en/data';
import { exchange } from './en/exchange';
import { forms } from './en/forms';
import { general } from './en/general';
import { kits } from './en/kits';
import { queries } from './en/queries';
import { safety } from './en/safety';
import { subjects } from './en/subjects';
import { visits } from './en/visits';

/** Every sentence the interface shows, by area. Another language is another folder of files of the same shape. */
export const en = { ...amendments, ...casebook, ...committee, ...data, ...exchange, ...forms, ...general, ...kits, ...queries, ...safety, ...subjects, ...visits };
