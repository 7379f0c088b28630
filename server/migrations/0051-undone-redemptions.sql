-- A shop may take a redemption back within ten minutes. Whose voucher it was learns that its points are hers again.
ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused', 'voucherUndone'));
