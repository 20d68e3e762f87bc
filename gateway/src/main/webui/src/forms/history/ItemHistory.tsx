import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { itemHistoryQuery } from '../../api/history';
import type { FormAddress } from '../../api/queries';
import type { FormDefinition, Item } from '../../api/types';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import type { Reasons } from '../display';
import { ChangeTable } from './ChangeTable';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  item: Item;
  zone: string;
  reasons: Reasons;
  onClose: () => void;
};

/** How the present answer of one item came about; the last change is what it says now. */
export function ItemHistory({ at, definition, item, zone, reasons, onClose }: Props) {
  const history = useQuery(itemHistoryQuery(at, item.id));
  const title = t('history.ofItem', { item: item.label });
  return (
    <Modal opened onClose={onClose} title={title} size="xl" centered>
      {history.isPending && <Loading />}
      {history.isError && <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />}
      {history.data &&
        (history.data.items.length === 0 ? (
          t('history.never')
        ) : (
          <ChangeTable label={title} changes={history.data.items} {...{ definition, zone, reasons }} ofOne />
        ))}
    </Modal>
  );
}
