using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Logarithm of the logistic function, y = ln σ(x) = −ln(1 + e⁻ˣ).</summary>
    /// <remarks>Shape: any → same. Stable over the whole range.</remarks>
    public readonly record struct LogSigmoid : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => -V.Softplus(-x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Sigmoid(-x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for LogSigmoid.</summary>
    public static class LogSigmoidOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LogSigmoid"/>
            public Tensor LogSigmoid() => x.ApplyFloating(default(LogSigmoid));
        }
    }
}
