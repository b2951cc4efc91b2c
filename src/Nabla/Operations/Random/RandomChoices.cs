using Nabla.Operations;

namespace Nabla;

/// <summary>Random choices: of classes, of orders, of truth values. Equal seeds give equal results.</summary>
public static class RandomChoices
{
    extension(Tensor x)
    {
        /// <summary>Classes drawn with the probabilities softmax(x) of each row, int32.</summary>
        /// <remarks>This tensor holds logits, [batch, classes]; the result is [batch, <paramref name="numSamples"/>]. A class with −∞ never comes. The largest of
        /// logits to which Gumbel noise is added is such a draw.</remarks>
        /// <param name="numSamples">How many are drawn for each row, independently.</param>
        /// <param name="elementType">A type of whole numbers.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        /// <exception cref="ShapeException">The tensor is no matrix, or there are no classes.</exception>
        public Tensor RandomCategorical(int numSamples, ElementType elementType = ElementType.Int32, int? seed = null)
        {
            if (x.Rank != 2)
            {
                throw new ShapeException($"RandomCategorical: logits of shape {x.Shape}: [batch, classes] is expected. Add an axis with ExpandDims.");
            }

            var noise = Tensor.RandomUniform(Shape.Of([x.Shape[0], numSamples, x.Shape[1]]), elementType: ElementType.Float32, seed: seed);
            return (x.Cast(ElementType.Float32).ExpandDims(1) - (-noise.Log()).Log()).ArgMax(-1).Cast(elementType);
        }

        /// <summary>The slices along an axis in random order; every order is equally likely.</summary>
        /// <param name="axis">The axis.</param>
        /// <param name="seed">Decides the order; the next of the global generator by default.</param>
        public Tensor RandomShuffle(int axis = 0, int? seed = null)
        {
            int k = Axes.Normalize("RandomShuffle", axis, x.Rank);
            return x.Gather(Tensor.RandomPermutation(checked((int)x.Shape[k]), seed), k);
        }
    }

    extension(Tensor)
    {
        /// <summary>The numbers 0 … n − 1 in random order, int32; every order is equally likely.</summary>
        /// <param name="n">How many.</param>
        /// <param name="seed">Decides the order; the next of the global generator by default.</param>
        public static Tensor RandomPermutation(int n, int? seed = null) =>
            Engine.Current.RunOne(new RandomDraw(RandomKind.Bits, ElementType.Int64, [n]), SeedGenerator.Of(seed)).ArgSort();

        /// <summary>1 with a probability, else 0.</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="probability">How likely 1 is, in [0, 1].</param>
        /// <param name="elementType">The element type.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
        public static Tensor RandomBernoulli(Shape shape, double probability = 0.5, ElementType elementType = ElementType.Float32, int? seed = null)
        {
            if (!(probability >= 0 && probability <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(probability), $"RandomBernoulli: {probability}: a probability is between 0 and 1.");
            }

            return Tensor.RandomUniform(shape, elementType: ElementType.Float64, seed: seed).Less(probability).Cast(elementType);
        }
    }
}
