namespace Nabla;

public static partial class Train
{
    /// <summary>A number that steers an optimizer: a C# number, a tensor of the graph (a placeholder, a rate that decays), or a function that is called for a tensor when the step is built.</summary>
    public readonly struct Hyperparameter
    {
        readonly Func<Tensor>? make;
        readonly double number;

        Hyperparameter(Func<Tensor>? make, double number) => (this.make, this.number) = (make, number);

        /// <summary>The number; null for a tensor.</summary>
        internal double? Number => make is null ? number : null;

        /// <summary>A number that stays.</summary>
        public static implicit operator Hyperparameter(double number) => new(null, number);

        /// <summary>A scalar of the graph.</summary>
        public static implicit operator Hyperparameter(Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            return new(() => tensor, 0);
        }

        /// <summary>A function that gives a scalar.</summary>
        public static implicit operator Hyperparameter(Func<Tensor> function) => new(function ?? throw new ArgumentNullException(nameof(function)), 0);

        /// <summary>As a tensor of the open graph: numbers are float32, as TensorFlow makes them.</summary>
        internal Tensor In(string name) => make is null ? Graph.Constant(Tensor.Constant((float)number), name) : make();
    }
}
