import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { Meeting } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { type Typed, unread, useEntry } from './MeetingPage';

type Props = { study: string; meeting: Meeting; typed: Typed; what: string; releasable: boolean; onSent: () => void };

export function MeetingRelease({ study, meeting, typed, what, releasable, onSent }: Props) {
  const release = useEntry(study, meeting.meeting, onSent);
  const current = meeting.recommendation;
  const standing = new Set(meeting.signatures.filter((s) => s.stands).map((s) => s.person)).size;
  if (meeting.closing) {
    return null;
  }
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.release')}>
      <Title order={2} size="h3">
        {t('meeting.release')}
      </Title>
      {meeting.release ? (
        <Text role="status">
          {t('meeting.releasedBy', { name: meeting.release.by, at: formatInstant(meeting.release.at, 'UTC') })}
        </Text>
      ) : (
        <>
          <Text>{t('meeting.releaseText')}</Text>
          <Text role="status">
            {t('meeting.releaseNeeds', { standing, needed: meeting.signaturesNeeded })}
          </Text>
          {!meeting.chairedByYou && <Text className="quiet">{t('meeting.onlyChair')}</Text>}
          {meeting.chairedByYou && current && unread(meeting, typed) && (
            <Text role="status">{t('meeting.readFirst', { revision: current.revision })}</Text>
          )}
          {release.isError && <FreshSignIn error={release.error} what={what} typed={typed} />}
          {meeting.chairedByYou && current && (
            <Group>
              <Button
                disabled={
                  !releasable ||
                  standing < meeting.signaturesNeeded ||
                  typed.draft !== null ||
                  unread(meeting, typed)
                }
                loading={release.isPending}
                onClick={() => release.mutate({ part: 'release', body: { hash: typed.read }, key: typed.keys.release })}
              >
                {t('meeting.releaseButton')}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}
