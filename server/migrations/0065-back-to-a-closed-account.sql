-- What vouchers gave back on one day shared a child of the lot that had ended. An account closed that day ended the child with it, and what
-- came back afterwards – an undo, a delivery refused – lay in a lot that had ended, for nobody, for good. Each voucher has a child of its own.

-- The child lot that takes what one voucher gives back to a lot that has ended, and when it ends. What comes back first gets thirty days
-- after its day. What comes back a second time has had them, and a hold that never became a voucher is as if it had never been: both end
-- when their lot did.
CREATE OR REPLACE FUNCTION lot_returned(ended points_lot, voucher UUID, ending TEXT, day DATE, OUT lot_id UUID, OUT expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE AS $$
  SELECT derived_uuid(ended.lot_id, 'returned/' || voucher),
    CASE WHEN ending = 'released' OR ended.parent_lot_id IS NOT NULL THEN ended.expires_at
      ELSE (day + 31)::timestamp AT TIME ZONE 'Asia/Shanghai' END
$$;

-- What lies in lots that have ended came back after their end, and nothing of it was taken since. It goes on, what came last first, to a
-- child a voucher, which ends with the next midnight's lots.
DO $$
DECLARE
  stranded RECORD;
BEGIN
  FOR stranded IN
    SELECT ended.*, entry.amount, cause_id AS voucher_id, derived_uuid(ended.lot_id, 'returned/' || cause_id) AS child_id
    FROM points_lot AS ended JOIN ledger_account USING (ledger_account_id) JOIN ledger_entry AS entry USING (ledger_account_id)
    JOIN ledger_transfer USING (transfer_id)
    WHERE ended.expired_at IS NOT NULL AND ledger_account.balance > 0 AND ledger_transfer.kind = 'points-returned'
      AND entry.version > (SELECT max(version) FROM ledger_entry AS empty
        WHERE empty.ledger_account_id = ended.ledger_account_id AND empty.balance_after = 0)
    ORDER BY ended.lot_id, entry.version DESC
  LOOP
    INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id, parent_lot_id, returned_on)
    VALUES (stranded.child_id, stranded.account_id, stranded.granted_month, stranded.expires_at,
      ledger_open(stranded.child_id, 'points', 'resident', 'point'), stranded.lot_id, stranded.returned_on);
    PERFORM ledger_post(ARRAY[derived_uuid(stranded.voucher_id, 'returned/' || stranded.lot_id)], ARRAY[stranded.ledger_account_id],
      ARRAY[ledger_account_key(stranded.child_id, 'points', 'point', NULL, NULL)], ARRAY['point'], ARRAY[stranded.amount],
      ARRAY['points-returned-again'], ARRAY[stranded.voucher_id], ARRAY[now()]);
  END LOOP;
END $$;
