import { Alert, Button, Group, List, Progress, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Answer, Asked } from '../../api/raiseMany';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { useRaising } from './useRaising';

type Props = { study: string; chosen: Asked[]; onRaised: () => void; onCancel: () => void };

/** One question about all that was ticked, and what became of it at each place. */
export function AskAbout({ study, chosen, onRaised, onCancel }: Props) {
  const [text, setText] = useState('');
  const { answers, count, error, isRunning, start, goOn, forget } = useRaising(study);
  if (count > 0) {
    return (
      <Stack className="save-bar no-print" gap="sm" component="section" aria-label={t('ask.title')}>
        <Text fw={600} role="status">
          {t('ask.progress', { done: answers.length, count })}
        </Text>
        <Progress value={(100 * answers.length) / count} aria-label={t('ask.title')} animated={isRunning} />
        <Outcome answers={answers} />
        {error && <ProblemAlert error={error} />}
        <Group>
          {error && (
            <Button loading={isRunning} onClick={goOn}>
              {t('ask.goOn')}
            </Button>
          )}
          <Button
            variant={error ? 'default' : 'filled'}
            disabled={isRunning}
            onClick={() => {
              setText('');
              forget();
              onRaised();
            }}
          >
            {t('common.close')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack className="save-bar no-print" gap="sm" component="section" aria-label={t('ask.title')}>
      <Text fw={600} role="status">
        {chosen.length === 0 ? t('ask.text') : t('ask.chosen', { count: chosen.length })}
      </Text>
      <Textarea label={t('queries.question')} maxLength={4000} value={text} onChange={(e) => setText(e.currentTarget.value)} />
      <Group>
        <Button disabled={chosen.length === 0 || text.trim() === ''} onClick={() => start(chosen, text.trim())}>
          {t('ask.raise', { count: chosen.length })}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

function Outcome({ answers }: { answers: Answer[] }) {
  const [raised, refused] = [answers.filter((answer) => answer.raised), answers.filter((answer) => !answer.raised)];
  return (
    <>
      {refused.length > 0 && (
        <Alert color="orange" variant="light" role="alert" title={t('ask.refused', { count: refused.length })}>
          <Places answers={refused} />
        </Alert>
      )}
      {raised.length > 0 && (
        <details>
          <summary>{t('ask.raised', { count: raised.length })}</summary>
          <Places answers={raised} />
        </details>
      )}
    </>
  );
}

function Places({ answers }: { answers: Answer[] }) {
  return (
    <List c="dark.8" className="places" style={{ maxHeight: '12rem', overflowY: 'auto' }}>
      {answers.map(({ asked, detail }) => (
        <List.Item key={placeOf(asked)}>{[asked.label, detail].filter(Boolean).join(': ')}</List.Item>
      ))}
    </List>
  );
}

/** What tells one place of a casebook from the others. */
export const placeOf = ({ event, form, repeat, item }: Omit<Asked, 'label'>) => [event, form, repeat, item].join(' ');
