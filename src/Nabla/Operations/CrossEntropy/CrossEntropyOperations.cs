using Nabla.Operations;

namespace Nabla;

/// <summary>Cross-entropies of predictions, without reduction over samples, as keras.ops has them.</summary>
/// <remarks>Probabilities are clipped to [1e-7, 1 − 1e-7] as Keras clips them; logits are exact over the whole range.</remarks>
public static class CrossEntropyOperations
{
    const double Epsilon = 1e-7;

    extension(Tensor)
    {
        /// <summary>−t · ln p − (1 − t) · ln(1 − p), element by element.</summary>
        /// <param name="target">The truth, 0 … 1, of the shape of the output.</param>
        /// <param name="output">Probabilities, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public static Tensor BinaryCrossentropy(Tensor target, Tensor output, bool fromLogits = false)
        {
            Alike("BinaryCrossentropy", target, output);
            var t = target.Cast(output.ElementType);
            if (fromLogits)
            {
                return output.Apply(default(SigmoidCrossEntropy), t);
            }

            var p = output.Clip(Epsilon, 1 - Epsilon);
            return -((t * p.Log()) + ((1 - t) * (1 - p).Log()));
        }

        /// <summary>−Σ t · ln p along an axis.</summary>
        /// <param name="target">The truth: shares of the classes, of the shape of the output.</param>
        /// <param name="output">Probabilities, which are divided by their sum first, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        /// <param name="axis">The axis of the classes.</param>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public static Tensor CategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1)
        {
            if (output.Rank < 1)
            {
                throw new ShapeException("CategoricalCrossentropy: a scalar: it needs an axis of classes. Add it with ExpandDims.");
            }

            Alike("CategoricalCrossentropy", target, output);
            var t = target.Cast(output.ElementType);
            if (fromLogits)
            {
                return Engine.Current.Run(new SoftmaxCrossEntropy(), ClassesLast(output, axis), ClassesLast(t, axis))[0];
            }

            var p = (output / output.Sum(axis, keepDims: true)).Clip(Epsilon, 1 - Epsilon);
            return -(t * p.Log()).Sum(axis);
        }

        /// <summary>−ln p of the true class.</summary>
        /// <param name="target">Class numbers: the shape of the output without the axis of the classes, or with length 1 there.</param>
        /// <param name="output">Probabilities, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        /// <param name="axis">The axis of the classes.</param>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        public static Tensor SparseCategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1)
        {
            if (output.Rank < 1)
            {
                throw new ShapeException("SparseCategoricalCrossentropy: a scalar: it needs an axis of classes. Add it with ExpandDims.");
            }

            int k = Axes.Normalize("SparseCategoricalCrossentropy", axis, output.Rank);
            var t = target.Rank == output.Rank && target.Shape[k] == 1 ? target.Squeeze(k) : target;
            var kept = new Shape([.. output.Shape.ToArray().Where((_, i) => i != k)]);
            if (!t.Shape.IsCompatibleWith(kept))
            {
                throw new ShapeException($"SparseCategoricalCrossentropy: target {target.Shape} and output {output.Shape}: the target must be class numbers of shape {kept}. {(target.Shape == output.Shape ? "For one-hot targets use CategoricalCrossentropy." : "Give each sample one class number.")}");
            }

            var logits = fromLogits ? output : output.Clip(Epsilon, 1 - Epsilon).Log();
            var labels = t.ElementType is ElementType.Int32 or ElementType.Int64 ? t : t.Cast(ElementType.Int64);
            return Engine.Current.Run(new SparseSoftmaxCrossEntropy(), ClassesLast(logits, k), labels)[0];
        }
    }

    static Tensor ClassesLast(Tensor x, int axis) => Axes.Normalize("CategoricalCrossentropy", axis, x.Rank) == x.Rank - 1 ? x : x.MoveAxis(axis, -1);

    static void Alike(string op, Tensor target, Tensor output)
    {
        if (!target.Shape.IsCompatibleWith(output.Shape))
        {
            throw new ShapeException($"{op}: target {target.Shape} and output {output.Shape}: they must be equal. {(op[0] == 'C' && target.Rank == output.Rank - 1 ? "For class numbers use SparseCategoricalCrossentropy, or make them one-hot." : "Reshape one of them.")}");
        }
    }
}
