using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>The likeliest labels over all alignments, found among the best beginnings.</summary>
/// <remarks>Inputs: logits [batch, steps, classes], number of steps [batch] → labels int64 [TopPaths, batch, steps], −1 behind the last; log of the
/// probabilities, [batch, TopPaths], −∞ where there are fewer readings.</remarks>
/// <param name="Blank">The class that reads as nothing; negative ones count from the last.</param>
/// <param name="Width">How many beginnings are kept.</param>
/// <param name="TopPaths">How many readings are told.</param>
public sealed record CtcBeamDecoder(int Blank, int Width, int TopPaths) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var labels = new CtcGreedyDecoder(Blank, false).Infer(x)[0].Shape;
        return [new(ElementType.Int64, Shape.Of([TopPaths]).Concat(labels)), new(x[0].ElementType, labels[..1].Concat([TopPaths]))];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var shape = context[0].Shape;
        int batch = (int)shape[0], steps = (int)shape[1], classes = (int)shape[2];
        Tensor wide = Tensor.Allocate(ElementType.Float32, shape), scores = Tensor.Allocate(ElementType.Float32, [batch, TopPaths]);
        CastElements.Run(context[0], wide);
        var labels = context.Output(0, [TopPaths, batch, steps]).Elements<long>();
        labels.Fill(-1);
        scores.Elements<float>().Fill(float.NegativeInfinity);
        var counts = IndexValues.Of(context[1]);
        for (int n = 0; n < batch; n++)
        {
            if (counts[n] < 0 || counts[n] > steps)
            {
                throw new ShapeException($"{Name}: {counts[n]} steps of sequence {n}: there are {steps}.");
            }

            var beam = new CtcBeam(Blank < 0 ? Blank + classes : Blank, Width);
            for (int t = 0; t < counts[n]; t++)
            {
                beam.Step(wide.Elements<float>().Slice(((n * steps) + t) * classes, classes));
            }

            int path = 0;
            foreach (var (own, score) in beam.Best(TopPaths))
            {
                scores.Elements<float>()[(n * TopPaths) + path] = score;
                for (int i = 0; i < own.Length; i++)
                {
                    labels[(((path * batch) + n) * steps) + i] = own[i];
                }

                path++;
            }
        }

        CastElements.Run(scores, context.Output(1, [batch, TopPaths]));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];
}
