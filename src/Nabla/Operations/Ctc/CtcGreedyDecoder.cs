using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The likeliest class at each step, with repetitions merged and blanks left out.</summary>
    /// <remarks>Inputs: logits [batch, steps, classes], number of steps [batch] → labels int64 [batch, steps], −1 behind the last; how many, int64 [batch];
    /// −Σ of the largest logits, [batch, 1].</remarks>
    /// <param name="Blank">The class that reads as nothing; negative ones count from the last.</param>
    /// <param name="MergeRepeated">Whether a class several times in a row is one label.</param>
    public sealed record CtcGreedyDecoder(int Blank, bool MergeRepeated) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var type = WideElements.Require(Name, x[0].ElementType);
            IndexValues.Require(Name, x[1]);
            var shape = x[0].Shape;
            return shape.Rank == 3 && x[1].Shape.IsCompatibleWith(shape[..1])
                ? [new(ElementType.Int64, shape[..2]), new(ElementType.Int64, shape[..1]), new(type, shape[..1].Concat([1]))]
                : throw new ShapeException($"{Name}: logits {shape} and numbers of steps {x[1].Shape}: [batch, steps, classes] and [batch] are expected.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = context[0].Shape;
            int batch = (int)shape[0], steps = (int)shape[1], classes = (int)shape[2], blank = Blank < 0 ? Blank + classes : Blank;
            Tensor wide = Tensor.Allocate(ElementType.Float64, shape), scores = Tensor.Allocate(ElementType.Float64, [batch, 1]);
            CastElements.Run(context[0], wide);
            Span<long> labels = context.Output(0, shape[..2]).Elements<long>(), lengths = context.Output(1, shape[..1]).Elements<long>();
            labels.Fill(-1);
            var counts = IndexValues.Of(context[1]);
            for (int n = 0; n < batch; n++)
            {
                if (counts[n] < 0 || counts[n] > steps)
                {
                    throw new ShapeException($"{Name}: {counts[n]} steps of sequence {n}: there are {steps}.");
                }

                (double score, int former, int length) = (0, -1, 0);
                for (int t = 0; t < counts[n]; t++)
                {
                    var row = wide.Elements<double>().Slice(((n * steps) + t) * classes, classes);
                    int best = 0;
                    for (int k = 1; k < classes; k++)
                    {
                        best = row[k] > row[best] ? k : best;
                    }

                    score -= row[best];
                    if (best != blank && !(MergeRepeated && best == former))
                    {
                        labels[(n * steps) + length++] = best;
                    }

                    former = best;
                }

                (lengths[n], scores.Elements<double>()[n]) = (length, score);
            }

            CastElements.Run(scores, context.Output(2, [batch, 1]));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];
    }
}

namespace Nabla
{
    /// <summary>What a sequence of logits reads as, sparse, as TensorFlow's decoders answer.</summary>
    /// <param name="Indices">(sequence, place) of each label, int64 [labels, 2].</param>
    /// <param name="Values">The labels, int64 [labels].</param>
    /// <param name="DenseShape">Sequences, and the most labels that one has, int64 [2].</param>
    /// <param name="Score">−Σ of the largest logits, [batch, 1].</param>
    public sealed record SparseCtcLabels(Tensor Indices, Tensor Values, Tensor DenseShape, Tensor Score);

    /// <summary>The members of <see cref="Tensor"/> that read sequences of logits.</summary>
    public static class CtcDecoderOperations
    {
        extension(Tensor x)
        {
            /// <summary>What logits read as by the likeliest class at each step.</summary>
            /// <remarks>Shapes: logits [batch, steps, classes] → labels int32 [1, batch, steps], −1 behind the last; scores [batch, 1], −Σ of the largest logits.</remarks>
            /// <param name="sequenceLengths">How many steps each sequence has, [batch].</param>
            /// <param name="mergeRepeated">Whether a class several times in a row is one label.</param>
            /// <param name="maskIndex">The class that reads as nothing; negative ones count from the last.</param>
            /// <exception cref="ShapeException">The shapes do not fit together, or a length goes beyond them.</exception>
            public (Tensor Labels, Tensor Scores) CtcDecodeGreedy(Tensor sequenceLengths, bool mergeRepeated = true, int maskIndex = 0)
            {
                var y = Engine.Current.Run(new CtcGreedyDecoder(maskIndex, mergeRepeated), x.ToReal(), sequenceLengths);
                return (y[0].Cast(ElementType.Int32).ExpandDims(0), y[2]);
            }

            /// <summary>What logits read as by the likeliest labels over all alignments, found among the best beginnings.</summary>
            /// <remarks>Shapes: logits [batch, steps, classes] → labels int32 [topPaths, batch, steps], −1 behind the last; scores [batch, topPaths], log of the probabilities.</remarks>
            /// <param name="sequenceLengths">How many steps each sequence has, [batch].</param>
            /// <param name="beamWidth">How many beginnings are kept at each step.</param>
            /// <param name="topPaths">How many readings are told, the likeliest first.</param>
            /// <param name="maskIndex">The class that reads as nothing; negative ones count from the last.</param>
            /// <exception cref="ShapeException">The shapes do not fit together, or a length goes beyond them.</exception>
            /// <exception cref="ArgumentOutOfRangeException">More readings than beginnings, or none.</exception>
            public (Tensor Labels, Tensor Scores) CtcDecodeBeam(Tensor sequenceLengths, int beamWidth = 100, int topPaths = 1, int maskIndex = 0)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(topPaths, 1);
                ArgumentOutOfRangeException.ThrowIfLessThan(beamWidth, topPaths);
                var y = Engine.Current.Run(new CtcBeamDecoder(maskIndex, beamWidth, topPaths), x.ToReal(), sequenceLengths);
                return (y[0].Cast(ElementType.Int32), y[1]);
            }

            /// <summary>What logits [steps, batch, classes] read as, sparse: TensorFlow's CTCGreedyDecoder.</summary>
            /// <param name="sequenceLength">How many steps each sequence has, [batch].</param>
            /// <param name="mergeRepeated">Whether a class several times in a row is one label.</param>
            /// <param name="blankIndex">The class that reads as nothing; negative ones count from the last.</param>
            public SparseCtcLabels SparseCtcGreedyDecoder(Tensor sequenceLength, bool mergeRepeated = false, int blankIndex = -1)
            {
                var y = Engine.Current.Run(new CtcGreedyDecoder(blankIndex, mergeRepeated), x.SwapAxes(0, 1), sequenceLength);
                var said = y[0].GreaterEqual(0);
                var longest = Tensor.Concatenate([y[1], Tensor.Constant(new long[1])]).Max().Reshape([1]);
                return new(said.ArgWhere(), y[0].BooleanMask(said), Tensor.Concatenate([y[1].ShapeOf(ElementType.Int64), longest]), y[2]);
            }
        }
    }
}
