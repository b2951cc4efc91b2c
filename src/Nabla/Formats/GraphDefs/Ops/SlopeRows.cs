namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Gradients of elementwise functions as nodes of their own: of y and dy, or of dy and x.</summary>
static class SlopeRows
{
    const double SeluAlpha = 1.6732632423543772848170429916717, SeluScale = 1.0507009873554804934193349852946;

    public static void AddTo(OpTable table)
    {
        void OfOutput(string type, Func<Tensor, Tensor, Tensor> slope) => table.Add(type, "T, T -> T", n => slope(n[0].Conj(), n[1]));
        OfOutput("TanhGrad", (y, dy) => dy * (1 - (y * y)));
        OfOutput("SigmoidGrad", (y, dy) => dy * y * (1 - y));
        OfOutput("ReciprocalGrad", (y, dy) => -dy * y * y);
        OfOutput("InvGrad", (y, dy) => -dy * y * y);
        OfOutput("SqrtGrad", (y, dy) => dy * 0.5 / y);
        OfOutput("RsqrtGrad", (y, dy) => dy * -0.5 * y * y * y);

        void OfInput(string type, Func<ImportedCall, Tensor, Tensor, Tensor> slope) => table.Add(type, "T, T -> T", n => slope(n, n[0], n[1]));
        OfInput("SoftplusGrad", (_, dy, x) => dy * x.Sigmoid());
        OfInput("SoftsignGrad", (_, dy, x) => dy / (1 + x.Abs()).Square());
        OfInput("ReluGrad", (_, dy, x) => Tensor.Where(x > 0, dy, dy.ZerosLike()));
        OfInput("Relu6Grad", (_, dy, x) => Tensor.Where((x > 0) & (x < 6), dy, dy.ZerosLike()));
        OfInput("LeakyReluGrad", (n, dy, x) => Tensor.Where(x > 0, dy, dy * n.Float("alpha", 0.2f)));
        OfInput("EluGrad", (_, dy, y) => Tensor.Where(y < 0, (y + 1) * dy, dy));
        OfInput("SeluGrad", (_, dy, y) => Tensor.Where(y < 0, (y + (SeluScale * SeluAlpha)) * dy, dy * SeluScale));
    }
}
