import { Alert, Button, Fieldset, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../api/client';
import type { FormAddress } from '../api/queries';
import type { Finding, FormDefinition, FormEntry, FormRecord, KeptDraft, MissingReason, ScheduledEvent } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { ConflictAlert } from './ConflictAlert';
import { addedIn, draftOf, EMPTY, entered, isEmpty, itemsOf, rowsOf, typed, unanswered, withRows, type Draft } from './draft';
import type { Reasons } from './display';
import { FindingList } from './FindingList';
import { headingErrors, HeadingFields, headingOf, instantOf, isOutside, type Heading } from './HeadingFields';
import { closureOf, ItemField } from './ItemField';
import { LeaveDialog } from './LeaveDialog';
import { NotDone } from './NotDone';
import { useKeptDraft } from './useKeptDraft';
import { useSaveForm } from './useSaveForm';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord | null;
  /** What was typed before and kept by the server, begun from this record. */
  kept?: KeptDraft | null;
  reasons?: Reasons;
  event?: ScheduledEvent;
  zone: string;
  onSaved: () => void;
  /** Begins again with what somebody else saved meanwhile. */
  onReload: (present: FormRecord | null) => void;
  onCancel?: () => void;
};

const DRAFT = { kept: 'form.draftKept', failed: 'form.draftFailed', overtaken: 'form.draftOvertaken' } as const;

export function FormEditor({ at, definition: form, record, kept, reasons, event, zone, onSaved, onReload, onCancel }: Props) {
  const [rows, setRows] = useState(() => rowsOf(form, kept ?? record));
  const definition = withRows(form, rows);
  const [draft, setDraft] = useState<Draft>(() => draftOf(definition, kept ?? record, zone));
  const [heading, setHeading] = useState<Heading>(() => headingOf(record, kept ?? null, zone));
  const [explained, setExplained] = useState<Record<string, string>>(() => kept?.warningReasons ?? {});
  const [touched, setTouched] = useState(Boolean(kept));
  const [tried, setTried] = useState(false);
  const save = useSaveForm(at, record);
  const moving = useRef(false);
  const leaving = useBlocker({
    shouldBlockFn: () => touched && !save.isSuccess && !moving.current,
    enableBeforeUnload: () => touched && !save.isSuccess,
    withResolver: true,
  });

  const occurredAt = instantOf(heading, zone);
  const warnings = unexplained(save.error);
  const outside = isOutside(event, occurredAt) || warnings.some((finding) => finding.check === 'window');
  const keeping = useKeptDraft(
    at,
    {
      baseRevision: record?.revision ?? 0,
      ...typed(definition, draft, zone, record),
      warningReasons: explained,
      occurredAt: occurredAt ?? heading.occurredAt,
      windowReason: heading.windowReason,
      reasonForChange: heading.reasonForChange,
    },
    touched && !save.isSuccess && !save.isPending,
  );
  const skipped = keeping.answer?.skipped ?? kept?.skipped ?? record?.skipped ?? [];
  const computed = keeping.answer?.derived ?? kept?.derived ?? addedIn(definition, record);
  const answers = entered(definition, draft, zone, record);
  const errors = headingErrors(heading, occurredAt, outside, record);
  const invalid = Object.keys(answers.errors).length > 0 || Object.keys(errors).length > 0;
  const findings = findingsOf(save.error, record);
  const items = itemsOf(definition);

  const apart = [...skipped, ...(record?.frozen ?? []), ...(record?.locked ?? []), ...Object.keys(computed)];
  const open = (reason: MissingReason) => unanswered(definition, draft, reason, reasons, apart);

  const place = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => showFirstError(place.current), [refusals]);

  const submit = () => {
    setTried(true);
    if (invalid || occurredAt === null) {
      setRefusals(refusals + 1);
      return;
    }
    save.mutate(
      {
        occurredAt,
        values: answers.values,
        missing: answers.missing,
        ...(outside ? { windowReason: heading.windowReason.trim() } : {}),
        ...(record ? { reasonForChange: heading.reasonForChange.trim() } : {}),
        ...(Object.keys(explained).length > 0 ? { warningReasons: explained } : {}),
      },
      { onSuccess: onSaved, onError: () => setRefusals(refusals + 1) },
    );
  };

  return (
    <form
      ref={place}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
      onChange={() => setTouched(true)}
    >
      <Stack gap="md">
        <HeadingFields
          heading={heading}
          errors={tried ? errors : {}}
          outside={outside}
          changing={record !== null}
          event={event}
          zone={zone}
          onChange={(change) => {
            setTouched(true);
            setHeading({ ...heading, ...change });
          }}
        />
        <NotDone
          reasons={reasons}
          itemsFor={open}
          onApply={(reason) => {
            setTouched(true);
            const missing = open(reason).map((id) => [id, { ...EMPTY, missing: reason }]);
            setDraft({ ...draft, ...(Object.fromEntries(missing) as Draft) });
          }}
        />
        {definition.itemGroups.map((group) => (
          <Fieldset key={group.id} className="panel" legend={group.name ?? definition.name} px="lg">
            {group.items
              .filter((item) => !skipped.includes(item.id) || !isEmpty(draft[item.id] ?? EMPTY))
              .map((item) => (
                <div key={item.id}>
                  {skipped.includes(item.id) && (
                    <Text className="quiet" size="sm">
                      {t('form.skippedKept')}
                    </Text>
                  )}
                  <ItemField
                    item={item}
                    field={draft[item.id] ?? EMPTY}
                    error={tried ? answers.errors[item.id] : undefined}
                    findings={findings.filter((finding) => finding.items.includes(item.id))}
                    reasons={reasons}
                    closed={closureOf(record, item.id)}
                    computed={computed[item.id]}
                    upToDate={keeping.upToDate}
                    zone={zone}
                    onChange={(field) => {
                      setTouched(true);
                      setDraft({ ...draft, [item.id]: field });
                    }}
                  />
                </div>
              ))}
          </Fieldset>
        ))}
        {form.itemGroups
          .filter((group) => group.repeating && (rows[group.id]?.length ?? 0) < (group.rows ?? 200))
          .map((group) => (
            <Button
              key={group.id}
              variant="default"
              onClick={() => setRows({ ...rows, [group.id]: [...(rows[group.id] ?? []), nextRow(rows[group.id])] })}
            >
              {t('form.addRow', { group: group.name ?? group.id })}
            </Button>
          ))}
        <WarningReasons
          warnings={warnings.filter((finding) => finding.check !== 'window')}
          reasons={explained}
          onChange={(check, reason) => {
            setTouched(true);
            setExplained({ ...explained, [check]: reason });
          }}
        />
        <div className="save-bar">
          <Stack gap="sm">
            {tried && invalid && <FixFirst />}
            <SaveProblem
              error={save.error}
              sent={save.variables}
              {...{ at, definition, event, zone, onReload }}
              first={record === null}
              onMove={() => {
                moving.current = true;
              }}
            />
            <FindingList findings={findings.filter((f) => !items.some((item) => f.items.includes(item.id)))} />
            <Group>
              <Button type="submit" loading={save.isPending} miw={160}>
                {t('common.save')}
              </Button>
              {onCancel && (
                <Button variant="default" onClick={onCancel}>
                  {t('common.cancel')}
                </Button>
              )}
              {keeping.state !== 'never' && (
                <Text className="quiet" size="sm" role="status">
                  {t(DRAFT[keeping.state])}
                </Text>
              )}
            </Group>
          </Stack>
        </div>
      </Stack>
      {leaving.status === 'blocked' && <LeaveDialog onStay={leaving.reset} onLeave={leaving.proceed} />}
    </form>
  );
}

/** Brings what needs correcting into view, and the cursor into it. */
function showFirstError(form: HTMLElement | null) {
  const place = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-finding="error"]');
  if (!place) {
    return;
  }
  const selector = 'input:not(:disabled), textarea:not(:disabled), select:not(:disabled)';
  const control = place.matches(selector) ? place : place.querySelector<HTMLElement>(selector);
  control?.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center' });
}

/** Warnings for which the server wants a reason. */
function unexplained(error: unknown): Finding[] {
  return error instanceof ProblemError && error.problem.code === 'reason-required' ? (error.problem.findings ?? []) : [];
}

function nextRow(rows: number[] | undefined): number {
  return Math.max(0, ...(rows ?? [])) + 1;
}

type WarningProps = {
  warnings: Finding[];
  reasons: Record<string, string>;
  onChange: (check: string, reason: string) => void;
};

function WarningReasons({ warnings, reasons, onChange }: WarningProps) {
  return warnings.map((warning) => (
    <Textarea
      key={warning.check}
      label={t('form.warningReason', { message: warning.message })}
      value={reasons[warning.check] ?? ''}
      required
      onChange={(e) => onChange(warning.check, e.currentTarget.value)}
    />
  ));
}

/** Findings of a refused save; before any attempt, those that stand on the saved revision. */
function findingsOf(error: unknown, record: FormRecord | null): Finding[] {
  if (error instanceof ProblemError) {
    return error.problem.findings ?? [];
  }
  return record?.findings ?? [];
}

function FixFirst() {
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      <Text c="dark.8">{t('form.errors.fix')}</Text>
    </Alert>
  );
}

type SaveProblemProps = Omit<Parameters<typeof ConflictAlert>[0], 'problem' | 'sent'> & { error: unknown; sent?: FormEntry };

function SaveProblem({ error, sent, ...rest }: SaveProblemProps) {
  if (!error) {
    return null;
  }
  if (sent && error instanceof ProblemError && error.problem.code === 'revision-conflict') {
    return <ConflictAlert problem={error.problem} sent={sent} {...rest} />;
  }
  return <ProblemAlert error={error} />;
}
