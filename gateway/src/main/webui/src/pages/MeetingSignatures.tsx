import { Badge, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import type { Meeting, MeetingSignature } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { useMe } from '../components/useMe';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { type Typed, unread, useEntry } from './MeetingPage';

type Props = {
  study: string;
  meeting: Meeting;
  typed: Typed;
  what: string;
  signable: boolean;
  onTyped: (meaning: string) => void;
  onSent: () => void;
};

export function MeetingSignatures({ study, meeting, typed, what, signable, onTyped, onSent }: Props) {
  const me = useMe();
  const sign = useEntry(study, meeting.meeting, onSent);
  const current = meeting.recommendation;
  const signed = meeting.signatures.some((signature) => signature.stands && signature.person === me.username);
  const meanings = current?.by === me.username ? (['approval', 'authorship'] as const) : (['approval'] as const);
  const meaning = meanings.find((known) => known === typed.meaning) ?? 'approval';
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.signatures')}>
      <Title order={2} size="h3">
        {t('meeting.signatures')}
      </Title>
      {meeting.signatures.length === 0 && <Text>{t('meeting.noSignatures')}</Text>}
      {meeting.signatures.map((signature, i) => (
        <Signed key={i} signature={signature} />
      ))}
      {signable && current && !signed && (
        <>
          <NativeSelect
            label={t('meeting.meaning')}
            value={meaning}
            onChange={(e) => onTyped(e.currentTarget.value)}
            data={meanings.map((value) => ({ value, label: t(`meeting.meanings.${value}`) }))}
          />
          {typed.draft !== null && <Text role="status">{t('meeting.saveFirst')}</Text>}
          {unread(meeting, typed) && (
            <Text role="status">{t('meeting.readFirst', { revision: current.revision })}</Text>
          )}
          {sign.isError && <FreshSignIn error={sign.error} what={what} typed={typed} />}
          <Group>
            <Button
              disabled={typed.draft !== null || unread(meeting, typed)}
              loading={sign.isPending}
              onClick={() =>
                sign.mutate({ part: 'signatures', body: { hash: typed.read, meaning }, key: typed.keys.sign })
              }
            >
              {t('meeting.sign')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Signed({ signature }: { signature: MeetingSignature }) {
  return (
    <Group justify="space-between">
      <Text>
        {t('meeting.signedBy', {
          name: signature.person,
          at: formatInstant(signature.at, 'UTC'),
          revision: signature.revision,
          meaning: t(`meeting.meanings.${signature.meaning}`),
        })}
      </Text>
      <Badge color={signature.stands ? 'green' : 'red'} variant="light" size="lg" tt="none">
        {signature.voidBecause ? t(`meeting.voided.${signature.voidBecause}`) : t('meeting.stands')}
      </Badge>
    </Group>
  );
}
