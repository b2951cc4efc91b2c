using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>−log of the probability that logits read as labels, with blanks and repetitions anywhere, and its gradient by the logits (Graves et al., 2006).</summary>
    /// <remarks>Inputs: logits [batch, steps, classes], labels [batch, labels], number of labels [batch], number of steps [batch] → losses [batch], gradient of logits' shape.
    /// Infinite where the labels do not fit into the steps. The gradient is not differentiable again, as in TensorFlow.</remarks>
    /// <param name="Blank">The class that reads as nothing; negative ones count from the last.</param>
    /// <param name="MergeRepeated">Whether a class said several times in a row is one label.</param>
    /// <param name="IgnoreLonger">Labels that do not fit give loss 0 instead.</param>
    public sealed record CtcLoss(int Blank, bool MergeRepeated, bool IgnoreLonger) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var type = WideElements.Require(Name, x[0].ElementType);
            for (int i = 1; i < 4; i++)
            {
                IndexValues.Require(Name, x[i]);
            }

            var batch = x[0].Shape.Rank == 3 ? x[0].Shape[..1] : [];
            if (x[0].Shape.Rank != 3 || x[1].Shape.Rank != 2 || !x[1].Shape[..1].IsCompatibleWith(batch) || !x[2].Shape.IsCompatibleWith(batch) || !x[3].Shape.IsCompatibleWith(batch))
            {
                throw new ShapeException($"{Name}: logits {x[0].Shape}, labels {x[1].Shape}, lengths {x[2].Shape} and {x[3].Shape}: [batch, steps, classes], [batch, labels], [batch] and [batch] are expected.");
            }

            return [new(type, batch), new(type, x[0].Shape)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = context[0].Shape;
            int batch = (int)shape[0], steps = (int)shape[1], classes = (int)shape[2], blank = Blank < 0 ? Blank + classes : Blank;
            if (blank < 0 || blank >= classes)
            {
                throw new ShapeException($"{Name}: blank {Blank} for {classes} classes: it is one of them.");
            }

            var wide = Tensor.Allocate(ElementType.Float64, shape);
            CastElements.Run(context[0], wide);
            Tensor losses = Tensor.Allocate(ElementType.Float64, [batch]), gradient = Tensor.Allocate(ElementType.Float64, shape);
            gradient.Elements<double>().Clear();
            ReadOnlySpan<long> labels = IndexValues.Of(context[1]), labelLengths = IndexValues.Of(context[2]), stepCounts = IndexValues.Of(context[3]);
            int width = batch == 0 ? 0 : labels.Length / batch;
            for (int n = 0; n < batch; n++)
            {
                var own = Own(labels.Slice(n * width, width), labelLengths[n], classes, n);
                long count = stepCounts[n];
                if (count < 0 || count > steps)
                {
                    throw new ShapeException($"{Name}: {count} steps of sequence {n}: there are {steps}.");
                }

                var logs = LogSoftmax(wide.Elements<double>().Slice(n * steps * classes, (int)count * classes), classes);
                double loss = new CtcPaths(logs, classes, own, blank, MergeRepeated).Loss(gradient.Elements<double>().Slice(n * steps * classes, (int)count * classes));
                losses.Elements<double>()[n] = IgnoreLonger && double.IsInfinity(loss) ? 0 : loss;
            }

            CastElements.Run(losses, context.Output(0, [batch]));
            CastElements.Run(gradient, context.Output(1, shape));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => dy[1] is not null
            ? throw new NoGradientException($"{Name}: its gradient has none itself. Stop the gradient before it (StopGradient).")
            : [dy[0] is { } d ? node.Outputs[1] * d.ExpandDims(-1).ExpandDims(-1) : null, null, null, null];

        int[] Own(ReadOnlySpan<long> row, long length, int classes, int n)
        {
            if (length < 0 || length > row.Length)
            {
                throw new ShapeException($"{Name}: {length} labels of sequence {n}: there is room for {row.Length}.");
            }

            var own = new int[length];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = row[i] >= 0 && row[i] < classes ? (int)row[i] : throw new ArgumentException($"{Name}: label {row[i]} of sequence {n}: labels are 0 to {classes - 1}.");
            }

            return own;
        }

        static double[] LogSoftmax(ReadOnlySpan<double> x, int classes)
        {
            var y = x.ToArray();
            for (int start = 0; start < y.Length; start += classes)
            {
                var row = y.AsSpan(start, classes);
                double most = double.NegativeInfinity, sum = 0;
                foreach (double v in row)
                {
                    most = Math.Max(most, v);
                }

                foreach (double v in row)
                {
                    sum += Math.Exp(v - most);
                }

                foreach (ref double v in row)
                {
                    v -= most + Math.Log(sum);
                }
            }

            return y;
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for losses of sequences whose alignment is unknown.</summary>
    public static class CtcLossOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.CtcLoss"/>
            /// <param name="target">Labels, [batch, labels]; what lies beyond the number of labels is not read.</param>
            /// <param name="output">Logits, [batch, steps, classes].</param>
            /// <param name="targetLength">How many labels each sequence has, [batch].</param>
            /// <param name="outputLength">How many steps each has, [batch].</param>
            /// <param name="maskIndex">The class that reads as nothing.</param>
            /// <param name="mergeRepeated">Whether a class said several times in a row is one label.</param>
            /// <param name="ignoreLonger">Labels that do not fit give loss 0 instead of infinity.</param>
            /// <returns>[batch].</returns>
            /// <exception cref="ShapeException">The shapes do not fit together, or a length goes beyond them.</exception>
            public static Tensor CtcLoss(Tensor target, Tensor output, Tensor targetLength, Tensor outputLength, int maskIndex = 0, bool mergeRepeated = true, bool ignoreLonger = false) =>
                Engine.Current.Run(new CtcLoss(maskIndex, mergeRepeated, ignoreLonger), output.ToReal(), target, targetLength, outputLength)[0];

            /// <summary>The loss where labels are sparse, as TensorFlow's CTCLoss takes them; the last class reads as nothing.</summary>
            /// <param name="inputs">Logits, [steps, batch, classes].</param>
            /// <param name="labelIndices">(sequence, place) of each label, int64 [labels, 2].</param>
            /// <param name="labelValues">The labels, [labels].</param>
            /// <param name="sequenceLength">How many steps each sequence has, [batch].</param>
            /// <param name="collapseRepeated">Equal labels in a row are taken as one before.</param>
            /// <param name="mergeRepeated">Whether a class said several times in a row is one label.</param>
            /// <param name="ignoreLonger">Labels that do not fit give loss 0 instead of infinity.</param>
            /// <returns>The losses [batch], and their gradient by the logits, [steps, batch, classes].</returns>
            public static (Tensor Loss, Tensor Gradient) SparseCtcLoss(Tensor inputs, Tensor labelIndices, Tensor labelValues, Tensor sequenceLength,
                bool collapseRepeated = false, bool mergeRepeated = true, bool ignoreLonger = false)
            {
                var labels = Engine.Current.Run(new CtcLabels(collapseRepeated), labelIndices, labelValues, sequenceLength);
                var y = Engine.Current.Run(new CtcLoss(-1, mergeRepeated, ignoreLonger), inputs.SwapAxes(0, 1), labels[0], labels[1], sequenceLength);
                return (y[0], y[1].SwapAxes(0, 1));
            }
        }
    }
}
