namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Recurrent cells and losses of sequences.</summary>
static class RecurrentRows
{
    const string Lstm = "T, T, T, T, T, T, T, T -> i:T, cs:T, f:T, o:T, ci:T, co:T, h:T";

    public static void AddTo(OpTable table)
    {
        table.Add("LSTMBlockCell", Lstm, n => States(n[0].LstmBlockCell(n[1], n[2], n[3], n[7], Peephole(n, 4), Peephole(n, 5), Peephole(n, 6), n.Float("forget_bias", 1), n.Float("cell_clip", 3))));
        table.Add("BlockLSTM", "int64, " + Lstm, n => States(n[1].BlockLstm(n[2], n[3], n[4], n[8], Peephole(n, 5), Peephole(n, 6), Peephole(n, 7), n.Float("forget_bias", 1), n.Float("cell_clip", 3), GateOrder.InputCandidateForgetOutput, n[0])));
        table.Add("BlockLSTMV2", "int64, " + Lstm, n => States(n[1].BlockLstm(n[2], n[3], n[4], n[8], Peephole(n, 5), Peephole(n, 6), Peephole(n, 7), 0, n.Float("cell_clip", 0), GateOrder.InputForgetCandidateOutput, n[0])));
        table.Add("GRUBlockCell", "T, T, T, T, T, T -> r:T, u:T, c:T, h:T", n => n[0].GruBlockCell(n[1], n[2], n[3], n[4], n[5]) is var s ? [s.ResetGate, s.UpdateGate, s.Candidate, s.Hidden] : []);
        table.Add("CTCLoss", "T, int64, int32, int32 -> loss:T, gradient:T", n => Tensor.SparseCtcLoss(n[0], n[1], n[2], n[3], n.Flag("preprocess_collapse_repeated"), n.Flag("ctc_merge_repeated", true), n.Flag("ignore_longer_outputs_than_inputs")) is var (loss, gradient) ? [loss, gradient] : []);
        table.Add("CTCGreedyDecoder", "T, int32 -> decoded_indices:int64, decoded_values:int64, decoded_shape:int64, log_probability:T", n => n[0].SparseCtcGreedyDecoder(n[1], n.Flag("merge_repeated"), n.Int("blank_index", -1)) is var s ? [s.Indices, s.Values, s.DenseShape, s.Score] : []);
    }

    static Tensor? Peephole(ImportedCall n, int index) => n.Flag("use_peephole") ? n[index] : null;

    static Tensor[] States(LstmStates s) => [s.InputGate, s.Cell, s.ForgetGate, s.OutputGate, s.Candidate, s.CellOutput, s.Hidden];
}
