G1 = 'ja'
  AND	G21 = 'ja'
