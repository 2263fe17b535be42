import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';

const rung = (
  question: T.DoctorQuestion,
  label: string,
  seen: string,
  state: T.RungState = 'passed',
): T.DoctorRung => ({ question, label, state, seen });

const WAY = [
  rung('address', 'The address', 'It is read as it was meant.'),
  rung('connection', 'The connection', 'The site takes the call.'),
];

/** All is well at the site. */
export const WELL = (address: string): T.DoctorReport => ({
  address,
  rungs: [...WAY, rung('authorization', 'The sign-in arrives', 'The site reads the sign-in.')],
});

/** The site does not know the password. */
export const STRANGER = (address: string): T.DoctorReport => ({
  address,
  rungs: [
    ...WAY,
    rung('authorization', 'The sign-in arrives', 'The site answers 401.', 'failed'),
    rung('account', 'The account', 'Not asked.', 'skipped'),
  ],
  diagnosis: {
    fault: 'wrong-password',
    whose: 'you',
    wrong: 'The site says that the application password is wrong.',
    hint: 'Make a new application password and paste it.',
    paragraph: `Copydesk looked at ${address} and cannot publish there as it should. Please make a new application password for me.`,
  },
});

/** The certificate vouches for itself. */
export const SELF_SIGNED = (address: string): T.DoctorReport => ({
  address,
  rungs: [rung('certificate', 'The certificate', 'Its fingerprint is AB:CD.', 'failed')],
  diagnosis: {
    fault: 'self-signed',
    whose: 'administrator',
    wrong: 'The site’s certificate vouches for itself, which nobody can check.',
    hint: 'Ask the administrator to read the fingerprint out to you.',
    paragraph: `Copydesk looked at ${address}. Please tell me the SHA-256 fingerprint of the site’s certificate.`,
  },
  fingerprint: 'AB:CD',
});

/** The calls of the doctor and of WordPress's page, on a desk in memory. */
export const doctorHandlers = (desk: MemoryDesk) => ({
  site_doctor: ({ name }: { name: string }) => WELL(desk.site(name).url),
  site_doctor_new: ({ url, secret }: Args<'site_doctor_new'>) =>
    secret === 'secret' ? WELL(url) : STRANGER(url),
  site_authorise: ({ url }: Args<'site_authorise'>) =>
    `${url.replace(/\/$/, '')}/wp-admin/authorize-application.php?app_name=Copydesk`,
});
