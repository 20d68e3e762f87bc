import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { isProblem } from '../api/client';
import type { Meeting, MeetingDraft, RecommendedAction } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { type Typed, unread, useEntry } from './MeetingPage';

/** A recommendation that is being written, and the revision that its writer has before them. */
export type DraftText = { replaces: number; action: RecommendedAction; reasons: string; wording: string };

const ACTIONS: RecommendedAction[] = ['continue', 'modify', 'stop-efficacy', 'stop-futility', 'stop-harm'];

type Props = {
  study: string;
  meeting: Meeting;
  typed: Typed;
  writable: boolean;
  onTyped: (draft: DraftText | null) => void;
  onRead: (hash: string) => void;
  onSent: (read?: string) => void;
};

export function MeetingRecommendation({ study, meeting, typed, writable, onTyped, onRead, onSent }: Props) {
  const current = meeting.recommendation;
  const write = useEntry(study, meeting.meeting, ({ recommendation: written }, { body }) =>
    onSent(written?.revision === (body as DraftText).replaces + 1 ? written.hash : undefined),
  );
  const stored: DraftText = {
    replaces: current?.revision ?? 0,
    action: current?.action ?? 'continue',
    reasons: current?.reasons ?? '',
    wording: current?.wording ?? '',
  };
  const draft = typed.draft ?? stored;
  const change = (part: Partial<DraftText>) => onTyped({ ...draft, ...part });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.recommendation')}>
      <Title order={2} size="h3">
        {t('meeting.recommendation')}
      </Title>
      {current ? <Revision draft={current} /> : <Text>{t('meeting.nothingWritten')}</Text>}
      {current && (
        <Text className="quiet tabular" style={{ overflowWrap: 'anywhere' }}>
          {t('meeting.hash', { hash: current.hash })}
        </Text>
      )}
      {current && meeting.state === 'open' && unread(meeting, typed) && (
        <Alert color="orange" role="alert" title={t('meeting.unread', { revision: current.revision })}>
          <Stack gap="xs" align="flex-start">
            <Text c="dark.8">{t('meeting.unreadText')}</Text>
            <Button key={current.hash} variant="default" onClick={() => onRead(current.hash)}>
              {t('meeting.haveRead', { revision: current.revision })}
            </Button>
          </Stack>
        </Alert>
      )}
      {writable && (
        <>
          <NativeSelect
            label={t('meeting.action')}
            value={draft.action}
            onChange={(e) => change({ action: e.currentTarget.value as RecommendedAction })}
            data={ACTIONS.map((value) => ({ value, label: t(`meeting.actions.${value}`) }))}
          />
          <Textarea
            label={t('meeting.wording')}
            description={t('meeting.wordingHint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={draft.wording}
            onChange={(e) => change({ wording: e.currentTarget.value })}
          />
          <Textarea
            label={t('meeting.reasons')}
            description={t('meeting.reasonsHint')}
            autosize
            minRows={3}
            maxLength={10000}
            value={draft.reasons}
            onChange={(e) => change({ reasons: e.currentTarget.value })}
          />
          {current && <Text className="quiet">{t('meeting.changeHint')}</Text>}
          {write.isError && <ProblemAlert error={write.error} />}
          {isProblem(write.error, 409) && current && current.revision !== draft.replaces && (
            <Group>
              <Button
                variant="default"
                onClick={() => {
                  write.reset();
                  onTyped({ ...draft, replaces: current.revision });
                }}
              >
                {t('meeting.writeOver', { revision: current.revision })}
              </Button>
            </Group>
          )}
          <Group>
            <Button
              disabled={typed.draft === null || draft.reasons.trim() === '' || draft.wording.trim() === ''}
              loading={write.isPending}
              onClick={() => write.mutate({ part: 'drafts', body: draft })}
            >
              {t(current ? 'meeting.change' : 'meeting.write')}
            </Button>
            {typed.draft !== null && (
              <Button variant="default" onClick={() => onTyped(null)}>
                {t('meeting.undo')}
              </Button>
            )}
          </Group>
        </>
      )}
      {meeting.earlier.length > 0 && (
        <details>
          <summary>{t('meeting.earlier')}</summary>
          <Stack gap="sm" mt="sm">
            {meeting.earlier.map((earlier) => (
              <Revision key={earlier.revision} draft={earlier} />
            ))}
          </Stack>
        </details>
      )}
    </Stack>
  );
}

function Revision({ draft }: { draft: MeetingDraft }) {
  return (
    <div>
      <Text fw={650}>{t(`meeting.actions.${draft.action}`)}</Text>
      <Text className="quiet">
        {t('meeting.revision', { revision: draft.revision, name: draft.by, at: formatInstant(draft.at, 'UTC') })}
      </Text>
      <dl className="values fact">
        <dt>{t('meeting.wording')}</dt>
        <dd style={{ whiteSpace: 'pre-wrap' }}>{draft.wording}</dd>
        <dt>{t('meeting.reasons')}</dt>
        <dd style={{ whiteSpace: 'pre-wrap' }}>{draft.reasons}</dd>
      </dl>
    </div>
  );
}
